import type { components } from './api.js';
type ErrorCode = components['schemas']['Problem']['code'];
type FieldErrorCode = components['schemas']['FieldError']['code'];
/** Every refusal of the service with its status and its English words. */
export declare const PROBLEMS: Readonly<Record<ErrorCode, {
    status: number;
    title: string;
    detail: string;
}>>;
/** Every way in which a field can be wrong, with the names of the parameters that come with it. */
export declare const FIELD_ERRORS: Readonly<Record<FieldErrorCode, {
    meaning: string;
    params: readonly string[];
}>>;
export {};
