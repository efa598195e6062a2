/** The words of retention: terms, what would go and what went, and what one person asks for. */
export const retentionEn = {
  'photo.problem.removed': 'It was removed: the shop keeps photos for a set time only.',
  'photo.removed-title': 'Photo removed',
} as const;
