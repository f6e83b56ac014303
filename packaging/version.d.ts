export function versionOf(project: string): { readonly version: string; readonly epochS: number };
