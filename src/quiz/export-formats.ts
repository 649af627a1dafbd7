/** In a file of its own: the command line names them, and loads nothing else. */
export const EXPORT_FORMATS = ['anki', 'csv', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
