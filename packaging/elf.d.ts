export function elfFiles(folder: string): readonly string[];
export function dependsOf(files: readonly string[], machine: string): readonly string[];
