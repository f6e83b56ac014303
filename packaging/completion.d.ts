export function completion(): string;
