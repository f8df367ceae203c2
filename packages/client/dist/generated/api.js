// Made from openapi.yaml by `npm run openapi`. Do not edit.
export {};
