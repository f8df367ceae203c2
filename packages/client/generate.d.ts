/** Every generated file by its name. */
export declare function generatedFiles(): Promise<Record<string, string>>;
