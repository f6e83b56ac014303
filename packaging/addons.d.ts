export function compilerEnvironment(
  own: string,
  triplet: string,
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string>;
