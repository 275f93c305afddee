/** Types of rows and keys that TypeScript infers from a schema. */
import type { DateOnly, Float, Integer } from "./kinds.ts";

/** The value of a column that a schema's type describes. */
export type ValueOf<Type> = Type extends ObjectConstructor ? unknown
  : Type extends typeof DateOnly ? Date | null
  : Type extends typeof Integer | typeof Float ? number
  : Type extends StringConstructor ? string
  : Type extends NumberConstructor ? number
  : Type extends BooleanConstructor ? boolean
  : Type extends BigIntConstructor ? bigint
  : Type extends DateConstructor ? Date | null
  : Type extends Uint8ArrayConstructor ? Uint8Array | null
  : Type extends readonly [infer Item] ? ValueOf<Item>[]
  : unknown;

/** The row that a schema describes. */
export type RowOf<S> = { -readonly [Column in Exclude<keyof S, "pk">]: ValueOf<S[Column]> };

/** The key that a schema names, or `id`. */
export type PkOf<S> = S extends { readonly pk: infer Pk extends keyof RowOf<S> & string } ? Pk
  : S extends { readonly pk: infer Pk extends readonly (keyof RowOf<S> & string)[] } ? Pk
  : "id" & keyof RowOf<S>;
