/** The parts of an OpenAPI document, as far as this extension writes them. Imports no code. */

/** A schema in JSON Schema 2020-12. */
export interface JsonSchema {
  /** What the values are. */
  readonly type?: string | readonly string[];
  /** The fields of an object. */
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  /** The fields that an object must have. */
  readonly required?: readonly string[];
  /** The name of another schema of the document. */
  readonly $ref?: string;
  /** All other keywords. */
  readonly [keyword: string]: unknown;
}

/** The content of a body by media type. */
export type MediaTypes = Record<string, { schema?: JsonSchema }>;

/** A parameter of the path, the query, a header or a cookie. */
export interface Parameter {
  /** Its name there. */
  readonly name: string;
  /** Where it is. */
  readonly in: "path" | "query" | "header" | "cookie";
  /** Whether it must be sent. */
  readonly required?: boolean;
  /** What it means. */
  readonly description?: string;
  /** Its values. */
  readonly schema?: JsonSchema;
  /** Its values, where they are written as JSON. */
  readonly content?: MediaTypes;
}

/** What is sent to an operation. */
export interface RequestBody {
  /** Whether it must be sent. */
  readonly required: boolean;
  /** Its content by media type. */
  readonly content: MediaTypes;
}

/** One response of an operation. */
export interface ResponseObject {
  /** What it means. */
  readonly description: string;
  /** Its content by media type. */
  readonly content?: MediaTypes;
}

/** One method of a path. */
export interface Operation {
  /** Its name, one of a kind in the document. */
  operationId: string;
  /** What it does, in a few words. */
  summary?: string;
  /** What it does, in sentences. */
  description?: string;
  /** The groups that it belongs to. */
  tags?: readonly string[];
  /** Whether programs should no longer call it. */
  deprecated?: boolean;
  /** The host that answers it, where that is another. */
  servers?: unknown[];
  /** What is sent outside of the body. */
  parameters?: Parameter[];
  /** What is sent as the body. */
  requestBody?: RequestBody;
  /** What is answered, by status. */
  responses: Record<string, ResponseObject>;
  /** All other parts. */
  [name: string]: unknown;
}

/** A document of OpenAPI 3.1. */
export interface OpenApiDocument {
  /** The version of OpenAPI. */
  openapi: string;
  /** What the document is about. */
  info: { title: string; version: string; description?: string };
  /** The operations, by path and by method in small letters. */
  paths: Record<string, Record<string, Operation>>;
  /** Schemas by name. */
  components: { schemas: Record<string, JsonSchema>; [name: string]: unknown };
  /** All other parts. */
  [name: string]: unknown;
}
