/** The part of a pino logger that the host needs. Without `level`, the level cannot be changed. */
export interface Log {
  level?: string;
  debug?(context: object, text: string): void;
  info(context: object, text: string): void;
  warn(context: object, text: string): void;
  error(context: object, text: string): void;
}
