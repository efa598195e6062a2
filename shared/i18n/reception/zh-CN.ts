/** The words of the reception of messages, in simplified Chinese. */
export const receptionZhCN = {
  'reception.title': '接收',
  'reception.parts': '接收的各部分',
  'reception.part.blind': '接收盲区',
  'reception.part.deliveries': '接收记录',
  'reception.part.messages': '其他消息',
  'reception.part.doctor': '诊断',
} as const;
