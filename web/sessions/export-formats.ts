export const FORMATS = { csv: 'CSV', jsonl: 'JSON Lines' } as const
export type Format = keyof typeof FORMATS
