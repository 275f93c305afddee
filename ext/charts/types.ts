/** What charts are drawn of, and how. */
import type { UrlValue } from "../../types.ts";

/** The columns of a row that hold numbers, or nothing. */
export type NumberKey<Row> = {
  [Key in keyof Row & string]-?: Row[Key] extends number | bigint | null | undefined ? Key : never;
}[keyof Row & string];

/** The columns of a row that can be along the x axis: texts, dates or numbers. */
export type XKey<Row> = {
  [Key in keyof Row & string]-?: Row[Key] extends string | number | Date ? Key : never;
}[keyof Row & string];

/** One column, several, or several with what the legend calls them. */
export type YKeys<Row> =
  | NumberKey<Row>
  | readonly NumberKey<Row>[]
  | { readonly [Key in NumberKey<Row>]?: string };

/** The words that a chart itself writes. */
export interface ChartTexts {
  /** In place of a chart without numbers. Default: `No data`. */
  none?: string;
  /** The slices of a donut beyond seven, together. Default: `Other`. */
  other?: string;
  /** In the table of a chart that has many rows. Default: `First`. */
  first?: string;
  /** Default: `Last`. */
  last?: string;
  /** Default: `Lowest`. */
  lowest?: string;
  /** Default: `Highest`. */
  highest?: string;
}

/** How numbers and dates are written. */
export interface FormatOptions {
  /**
   * How numbers are written: options of `Intl.NumberFormat`, as of money and percent, or a function.
   * Default: as the locale does.
   */
  format?: Intl.NumberFormatOptions | ((value: number) => string);
  /** How dates are written, by `Intl.DateTimeFormat`. Default: by the time between two labels. */
  dateFormat?: Intl.DateTimeFormatOptions;
  /** The language of numbers and dates. Default: `en`. */
  locale?: string;
  /** The time zone of dates. Default: `UTC`. */
  timeZone?: string;
  /** The words that a chart itself writes. Default: those of `messages`. */
  texts?: ChartTexts;
}

/** What all charts with rows have. */
export interface ChartOptions<Row> extends FormatOptions {
  /** The column along the x axis, or of the names of slices. */
  x: XKey<Row>;
  /** The columns that are drawn: up to eight. */
  y: YKeys<Row>;
  /** What the chart shows: its caption, and its name for screen readers. */
  title: string;
  /** Whether the title is for screen readers alone, as below a heading. Default: false. */
  hideTitle?: boolean;
  /** The colors of the series, of CSS. Default: `--chart-1` to `--chart-8`. */
  colors?: readonly string[];
  /** What the table for screen readers calls the x axis. Default: the name of its column. */
  xLabel?: string;
}

/** What charts with axes have. */
export interface AxisOptions<Row> extends ChartOptions<Row> {
  /** The height of the plot in pixels. Default: 240. */
  height?: number;
  /** The y axis begins there, or below where a number is lower. Default: by the numbers. */
  min?: number;
  /** The y axis ends there, or above where a number is higher. Default: by the numbers. */
  max?: number;
}

/** Options of {@linkcode LineChart}. */
export interface LineChartOptions<Row> extends AxisOptions<Row> {
  /** Whether the y axis has 0. Default: false. */
  zero?: boolean;
}

/** Options of {@linkcode AreaChart}. */
export interface AreaChartOptions<Row> extends AxisOptions<Row> {
  /** Whether series are on top of each other. Default: false. */
  stack?: boolean;
}

/** Options of {@linkcode BarChart}. */
export interface BarChartOptions<Row> extends AxisOptions<Row> {
  /** Whether series are on top of each other, not side by side. Default: false. */
  stack?: boolean;
  /** Whether bars go from left to right, below their names. Default: false. */
  horizontal?: boolean;
  /** Where a bar leads to. Default: nowhere. */
  href?: (row: Row, key: NumberKey<Row>) => UrlValue;
}

/** Options of {@linkcode DonutChart}. */
export interface DonutChartOptions<Row> extends ChartOptions<Row> {
  /** The column that is drawn. */
  y: NumberKey<Row>;
  /** The text in the middle. Default: the sum. */
  center?: string;
  /** Where the name of a slice leads to. Default: nowhere. */
  href?: (row: Row, key: NumberKey<Row>) => UrlValue;
}

/** Options of {@linkcode Sparkline}. */
export interface SparklineOptions extends FormatOptions {
  /** What screen readers call it. */
  title: string;
  /** The width in pixels. Default: 100. */
  width?: number;
  /** The height in pixels. Default: 24. */
  height?: number;
  /** The color, of CSS. Default: `--chart-1`. */
  color?: string;
}
