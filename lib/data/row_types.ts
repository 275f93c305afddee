/** The types of rows: by the schema that describes them, in groups, and after a change. */
import type { DateOnly, Float, Integer } from "../value_types.ts";
import type { ColumnChoices } from "./kinds.ts";

/** A group of rows: what they are equal in, how many they are, and what was computed of them. */
export type GroupOfRows<
  Row,
  By extends keyof Row,
  Sum extends keyof Row = never,
  Avg extends keyof Row = never,
  Min extends keyof Row = never,
  Max extends keyof Row = never,
> =
  & Pick<Row, By>
  & { count: number }
  & ([Sum] extends [never] ? unknown : { sum: NonNullable<Row[Sum]> })
  & ([Avg] extends [never] ? unknown : { avg: number | null })
  & ([Min] extends [never] ? unknown : { min: Row[Min] | null })
  & ([Max] extends [never] ? unknown : { max: Row[Max] | null });

/** A row after `transform`. */
export type TransformedRow<Row, Types, Names, Drop> = {
  [
    Name in Exclude<keyof Row, Drop> as Name extends keyof Names
      ? [Names[Name]] extends [string] ? Names[Name] : Name
      : Name
  ]: Name extends keyof Types ? ValueOf<Types[Name]> : Row[Name];
};

/** The type of a row's key by its `pk`: a value, or a list of values. */
export type KeyOf<Row, Pk> = Pk extends keyof Row ? Row[Pk]
  : Pk extends readonly (keyof Row)[] ? { readonly [I in keyof Pk]: Row[Pk[I] & keyof Row] }
  : unknown;

/** The columns that a new row must give: those of a key that is not generated, and notNull ones. */
export type RequiredName<Row, Pk, NotNull = never> =
  | NotNull & keyof Row
  | (Pk extends readonly [infer Only] ? RequiredName<Row, Only>
    : Pk extends readonly (infer Name)[] ? Name & keyof Row
    : Pk extends keyof Row
      ? Row[Pk] extends number | bigint ? never : [Pk, Row[Pk]] extends ["id", string] ? never : Pk
    : never);

/** The value of a column that a schema's type describes. */
export type ValueOf<Type> = Type extends ObjectConstructor ? unknown
  : Type extends { readonly "~optional": infer Value } ? ValueOf<Value> | null
  : Type extends typeof DateOnly ? Date | null
  : Type extends typeof Integer | typeof Float ? number
  : Type extends StringConstructor ? string
  : Type extends NumberConstructor ? number
  : Type extends BooleanConstructor ? boolean
  : Type extends BigIntConstructor ? bigint
  : Type extends DateConstructor ? Date | null
  : Type extends Uint8ArrayConstructor ? Uint8Array | null
  : Type extends readonly [infer Item] ? ValueOf<Item>[]
  : Type extends ColumnChoices & { readonly "~type": infer Value } ? Value
  : unknown;

/** The row that a schema describes. Where neither names a key, it has the number `id`. */
export type RowOf<S, Pk = PkOf<S>> = {
  -readonly [Column in Exclude<keyof S, "pk"> | ("id" extends Pk ? "id" : never)]: Column extends
    keyof S ? ValueOf<S[Column]> : number;
};

/** The key that a schema names, or `id`. */
export type PkOf<S> = S extends { readonly pk: infer Pk extends Exclude<keyof S, "pk"> & string }
  ? Pk
  : S extends { readonly pk: infer Pk extends readonly (Exclude<keyof S, "pk"> & string)[] } ? Pk
  : "id";
