/** The part of a pino logger the host needs. Without `level` that cannot be changed. */
export interface Log {
  level?: string;
  info(context: object, text: string): void;
  warn(context: object, text: string): void;
  error(context: object, text: string): void;
}
