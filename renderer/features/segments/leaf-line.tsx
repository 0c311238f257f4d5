import type { ReactNode } from 'react';
import type { ConceptPick, SegmentChoices, SegmentLeaf } from '../../../main/contract/segments.ts';
import {
  compareNames,
  consentLineNames,
  consentPurposeNames,
  fieldCompareNames,
  lineText,
  reachNames,
  sexNames,
} from '../../text/segments.ts';
import { Amount, Concept, PickOne, Typed, YesOrNo } from './sentence-fields.tsx';

type LineProps<Is extends SegmentLeaf['is']> = {
  readonly leaf: Extract<SegmentLeaf, { is: Is }>;
  readonly choices: SegmentChoices;
  readonly onChange: (leaf: SegmentLeaf) => void;
};
type Lines = { readonly [Is in SegmentLeaf['is']]: (props: LineProps<Is>) => ReactNode };

/** One line of a rule as a sentence with menus. */
export function LeafLine(props: LineProps<SegmentLeaf['is']>) {
  const Line = lines[props.leaf.is] as (props: LineProps<SegmentLeaf['is']>) => ReactNode;
  return <div className="line-words">{Line(props)}</div>;
}

function Months({
  value,
  onChange,
}: {
  readonly value: number | null;
  readonly onChange: (months: number | null) => void;
}) {
  return (
    <>
      <span>{lineText.within}</span>
      <Amount label={lineText.monthsLabel} value={value} min={1} max={600} empty={lineText.ever} onChange={onChange} />
      <span>{lineText.months}</span>
    </>
  );
}

function Reason({ value, onChange }: { readonly value: string; readonly onChange: (reason: string) => void }) {
  return (
    <>
      <span>{lineText.forReason}</span>
      <Typed label={lineText.reason} value={value} hint={lineText.reasonHint} onChange={onChange} />
    </>
  );
}

/** That it is so, or that it is not: the head of most lines. */
function Having<Leaf extends Extract<SegmentLeaf, { has: boolean }>>({
  leaf,
  yes,
  no,
  onChange,
}: {
  readonly leaf: Leaf;
  readonly yes: string;
  readonly no: string;
  readonly onChange: (leaf: Leaf) => void;
}) {
  const set = (has: boolean) => onChange({ ...leaf, has });
  return <YesOrNo label={lineText.yesOrNo} has={leaf.has} yes={yes} no={no} onChange={set} />;
}

const knownHints = {
  test: lineText.testHint,
  condition: lineText.conditionHint,
  treatment: lineText.treatmentHint,
  vaccine: lineText.vaccineHint,
} as const;

/** Which test, condition, treatment or vaccine. */
function Known<Leaf extends Extract<SegmentLeaf, { concept: ConceptPick }>>({
  leaf,
  what,
  offered,
  onChange,
}: {
  readonly leaf: Leaf;
  readonly what: keyof typeof knownHints;
  readonly offered: readonly Pick<ConceptPick, 'code' | 'label'>[];
  readonly onChange: (leaf: Leaf) => void;
}) {
  const set = (concept: ConceptPick) => onChange({ ...leaf, concept });
  return (
    <Concept label={lineText[what]} hint={knownHints[what]} pick={leaf.concept} offered={offered} onChange={set} />
  );
}

const lines: Lines = {
  age: ({ leaf, onChange }) => (
    <>
      <span>{lineText.ageFrom}</span>
      <Amount
        label={lineText.from}
        value={leaf.from}
        min={0}
        max={130}
        empty={lineText.any}
        onChange={(from) => onChange({ ...leaf, from })}
      />
      <span>{lineText.ageTo}</span>
      <Amount
        label={lineText.to}
        value={leaf.to}
        min={0}
        max={130}
        empty={lineText.any}
        onChange={(to) => onChange({ ...leaf, to })}
      />
      <span>{lineText.years}</span>
    </>
  ),
  sex: ({ leaf, onChange }) => (
    <>
      <span>{lineText.are}</span>
      <PickOne label={lineText.are} value={leaf.sex} names={sexNames} onChange={(sex) => onChange({ ...leaf, sex })} />
    </>
  ),
  birthday: ({ leaf, onChange }) => (
    <>
      <span>{lineText.birthdayLead}</span>
      <Amount
        label={lineText.days}
        value={leaf.days}
        min={0}
        max={364}
        onChange={(days) => onChange({ ...leaf, days: days ?? 0 })}
      />
      <span>{lineText.days}</span>
    </>
  ),
  observation: ({ leaf, choices, onChange }) => (
    <>
      <PickOne
        label={lineText.whichLabel}
        value={leaf.which}
        names={lineText.which}
        onChange={(which) => onChange({ ...leaf, which })}
      />
      <Known leaf={leaf} what="test" offered={choices.observations} onChange={onChange} />
      <span>{lineText.is}</span>
      <PickOne
        label={lineText.compare}
        value={leaf.compare}
        names={compareNames}
        onChange={(compare) => onChange({ ...leaf, compare })}
      />
      <Amount
        label={lineText.value}
        value={leaf.value}
        min={-1e6}
        max={1e6}
        whole={false}
        onChange={(value) => onChange({ ...leaf, value: value ?? 0 })}
      />
      <span>{choices.observations.find(({ code }) => code === leaf.concept.code)?.unit}</span>
      <Months value={leaf.months} onChange={(months) => onChange({ ...leaf, months })} />
    </>
  ),
  measured: ({ leaf, choices, onChange }) => (
    <>
      <Having leaf={leaf} yes={lineText.hadTest} no={lineText.hadTestNot} onChange={onChange} />
      <Known leaf={leaf} what="test" offered={choices.observations} onChange={onChange} />
      <Months value={leaf.months} onChange={(months) => onChange({ ...leaf, months })} />
    </>
  ),
  condition: ({ leaf, choices, onChange }) => (
    <>
      <Having leaf={leaf} yes={lineText.have} no={lineText.haveNot} onChange={onChange} />
      <Known leaf={leaf} what="condition" offered={choices.conditions} onChange={onChange} />
    </>
  ),
  treatment: ({ leaf, choices, onChange }) => (
    <>
      <Having leaf={leaf} yes={lineText.take} no={lineText.takeNot} onChange={onChange} />
      <Known leaf={leaf} what="treatment" offered={choices.treatments} onChange={onChange} />
    </>
  ),
  immunization: ({ leaf, choices, onChange }) => (
    <>
      <Having leaf={leaf} yes={lineText.gotVaccine} no={lineText.gotVaccineNot} onChange={onChange} />
      <Known leaf={leaf} what="vaccine" offered={choices.immunizations} onChange={onChange} />
      <Months value={leaf.months} onChange={(months) => onChange({ ...leaf, months })} />
    </>
  ),
  visited: ({ leaf, onChange }) => (
    <>
      <Having leaf={leaf} yes={lineText.visited} no={lineText.visitedNot} onChange={onChange} />
      <span>{lineText.within}</span>
      <Amount
        label={lineText.months}
        value={leaf.months}
        min={1}
        max={600}
        onChange={(months) => onChange({ ...leaf, months: months ?? 1 })}
      />
      <span>{lineText.months}</span>
      <Reason value={leaf.reason} onChange={(reason) => onChange({ ...leaf, reason })} />
    </>
  ),
  appointment: ({ leaf, onChange }) => (
    <>
      <Having leaf={leaf} yes={lineText.appointment} no={lineText.appointmentNot} onChange={onChange} />
      <span>{lineText.withinNext}</span>
      <Amount
        label={lineText.days}
        value={leaf.days}
        min={0}
        max={3660}
        onChange={(days) => onChange({ ...leaf, days: days ?? 0 })}
      />
      <span>{lineText.days}</span>
      <Reason value={leaf.reason} onChange={(reason) => onChange({ ...leaf, reason })} />
    </>
  ),
  doctor: ({ leaf, choices, onChange }) => (
    <>
      <Having leaf={leaf} yes={lineText.doctorIs} no={lineText.doctorIsNot} onChange={onChange} />
      <Typed
        label={lineText.doctor}
        hint={lineText.doctorHint}
        value={leaf.name}
        offered={choices.doctors}
        onChange={(name) => onChange({ ...leaf, name })}
      />
    </>
  ),
  tag: ({ leaf, choices, onChange }) => (
    <>
      <Having leaf={leaf} yes={lineText.tagged} no={lineText.taggedNot} onChange={onChange} />
      <Typed
        label={lineText.tag}
        hint={lineText.tagHint}
        value={leaf.tag}
        offered={choices.tags}
        onChange={(tag) => onChange({ ...leaf, tag })}
      />
    </>
  ),
  field: ({ leaf, choices, onChange }) => (
    <>
      <span>{lineText.fieldLead}</span>
      <Typed
        label={lineText.field}
        hint={lineText.fieldHint}
        value={leaf.name}
        offered={choices.fields}
        onChange={(name) => onChange({ ...leaf, name })}
      />
      <PickOne
        label={lineText.compare}
        value={leaf.compare}
        names={fieldCompareNames}
        onChange={(compare) => onChange({ ...leaf, compare })}
      />
      {leaf.compare === 'at-least' || leaf.compare === 'at-most' ? (
        <Amount
          label={lineText.value}
          value={leaf.value}
          min={-1e6}
          max={1e6}
          whole={false}
          onChange={(value) => onChange({ ...leaf, value: value ?? 0 })}
        />
      ) : (
        leaf.compare !== 'empty' && (
          <Typed label={lineText.text} hint="" value={leaf.text} onChange={(text) => onChange({ ...leaf, text })} />
        )
      )}
    </>
  ),
  'postal-code': ({ leaf, onChange }) => (
    <>
      <Having leaf={leaf} yes={lineText.postal} no={lineText.postalNot} onChange={onChange} />
      <Typed
        label={lineText.postalLabel}
        hint="627"
        value={leaf.starts}
        onChange={(starts) => onChange({ ...leaf, starts })}
      />
    </>
  ),
  reachable: ({ leaf, onChange }) => (
    <>
      <Having leaf={leaf} yes={lineText.have} no={lineText.haveNot} onChange={onChange} />
      <PickOne label={lineText.reach} value={leaf.by} names={reachNames} onChange={(by) => onChange({ ...leaf, by })} />
    </>
  ),
  consent: ({ leaf, onChange }) => (
    <>
      <PickOne
        label={lineText.consent}
        value={leaf.status}
        names={consentLineNames}
        onChange={(status) => onChange({ ...leaf, status })}
      />
      <PickOne
        label={lineText.purpose}
        value={leaf.purpose}
        names={consentPurposeNames}
        onChange={(purpose) => onChange({ ...leaf, purpose })}
      />
    </>
  ),
};
