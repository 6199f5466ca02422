export function writeDocuments() {}
