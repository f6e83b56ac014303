/** What a setting means, in both languages: for `meta()` of its schema. Editors show both (`loket schema`). */
export const described = (en: string, id: string) => ({ description: en, keterangan: id });
