/** How a parity section judges its cases: what is the same, what differs on purpose, and what does neither. */

/** One way in which this project differs from FastHTML on purpose. */
export interface Difference<Case, Ours> {
  /** What differs, word for word as the table of differences in `docs/porting.md` has it. */
  readonly says: string;
  /** The ids of the cases in which it shows; no other case is excused by it. */
  readonly cases: readonly string[];
  /** Why FastHTML's answer is of no use to anybody, so that these cases count neither way. */
  readonly useless?: string;
  /** Whether our answer to such a case is what the sentence says: true of no wrong answer. */
  fits(each: Case, ours: Ours): boolean;
}

/** How the cases of a section are known, answered and compared. */
export interface Section<Case, Ours> {
  readonly name: string;
  readonly differences: readonly Difference<Case, Ours>[];
  toId(each: Case): string;
  /** Why a case that differs counts neither way, such as an answer that only Python can give. */
  toUseless?(each: Case): string | undefined;
  /** What is wrong with our answer; empty where it is the same as FastHTML's. */
  compare(each: Case, ours: Ours): readonly string[];
  /** Wrong answers, by the kind of the corruption, that ours is replaced with to test the runner. */
  corrupt(each: Case, ours: Ours): Readonly<Record<string, Ours>>;
}

/** A case with our answer to it. */
export interface Answered<Case, Ours> {
  readonly each: Case;
  readonly ours: Ours;
}

/** What a section of the parity run found. */
export interface Parity {
  readonly same: string[];
  /** The cases that differ on purpose, each with what its difference says. */
  readonly different: Record<string, string>;
  /** The cases that differ for no reason given here, and the differences that no case shows any more. */
  readonly unexplained: string[];
  /** How many of those that differ count neither way, by the reason. */
  readonly useless: Record<string, number>;
}

/** Sorts answered cases into same, different on purpose, and unexplained. */
export function judge<Case, Ours>(
  section: Section<Case, Ours>,
  answered: readonly Answered<Case, Ours>[],
): Parity {
  const parity: Parity = { same: [], different: {}, unexplained: [], useless: {} };
  const unseen = new Map(
    section.differences.flatMap(({ says, cases }) => cases.map((id) => [id, says])),
  );
  for (const { each, ours } of answered) {
    const id = section.toId(each);
    const { says, fault, useless } = judgeOne(section, each, ours);
    if (useless !== undefined) parity.useless[useless] = (parity.useless[useless] ?? 0) + 1;
    if (fault !== undefined) parity.unexplained.push(`${id}: ${fault}`);
    else if (says !== undefined) parity.different[id] = says;
    else parity.same.push(id);
    unseen.delete(id);
  }
  for (const [id, says] of unseen) {
    parity.unexplained.push(`${id}: no such case, yet listed under "${says}"`);
  }
  return parity;
}

/** What a difference says of an answer, or what is wrong with it; neither where it is the same. */
function judgeOne<Case, Ours>(
  section: Section<Case, Ours>,
  each: Case,
  ours: Ours,
): { says?: string; fault?: string; useless?: string | undefined } {
  const id = section.toId(each);
  const listed = section.differences.filter(({ cases }) => cases.includes(id));
  const faults = section.compare(each, ours);
  if (faults.length === 0) {
    return listed.length === 0
      ? {}
      : { fault: `is the same, yet listed under "${listed[0]!.says}"` };
  }
  const found = listed.find(({ fits }) => fits(each, ours));
  return found === undefined
    ? { fault: faults.join("; ") }
    : { says: found.says, useless: section.toUseless?.(each) ?? found.useless };
}

/** How many of the corrupted answers of one kind pass as the same, or as a difference on purpose. */
export interface Excused {
  of: number;
  readonly excused: string[];
}

/** Corrupts each answer in every way that the section knows, and tells by kind which are excused. */
export function excuse<Case, Ours>(
  section: Section<Case, Ours>,
  answered: readonly Answered<Case, Ours>[],
): Record<"same" | "explained", Record<string, Excused>> {
  const found: Record<"same" | "explained", Record<string, Excused>> = { same: {}, explained: {} };
  for (const { each, ours } of answered) {
    const kinds = found[section.compare(each, ours).length === 0 ? "same" : "explained"];
    for (const [kind, wrong] of Object.entries(section.corrupt(each, ours))) {
      const counted = kinds[kind] ??= { of: 0, excused: [] };
      counted.of++;
      if (judgeOne(section, each, wrong).fault === undefined) {
        counted.excused.push(section.toId(each));
      }
    }
  }
  return found;
}

/** All that the runner and the tests ask of a section. */
export interface Findings {
  readonly parity: Parity;
  /** Wrong answers that would pass. */
  readonly excused: Record<"same" | "explained", Record<string, Excused>>;
  /** What each difference says. */
  readonly says: readonly string[];
}

/** Judges a section's answers, and the section by corrupted answers. */
export function toFindings<Case, Ours>(
  section: Section<Case, Ours>,
  answered: readonly Answered<Case, Ours>[],
): Findings {
  return {
    parity: judge(section, answered),
    excused: excuse(section, answered),
    says: section.differences.map(({ says }) => says),
  };
}
