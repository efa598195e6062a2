/** The words of the reception of messages, in English. */
export const receptionEn = {
  'reception.title': 'Reception',
  'reception.parts': 'Parts of the reception',
  'reception.part.blind': 'Blind spots',
  'reception.part.deliveries': 'Deliveries',
  'reception.part.messages': 'Other messages',
  'reception.part.doctor': 'Doctor',
} as const;
