import { Plus, X } from 'lucide-react';
import type { SegmentChoices, SegmentLeaf } from '../../../main/contract/segments.ts';
import { lineNames, segmentsText } from '../../text/segments.ts';
import { Button } from '../../ui/button.tsx';
import { HiddenWords } from '../../ui/hidden-words.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { LeafLine } from './leaf-line.tsx';
import { isFinished, newKey, newLeaf, type RuleNode, type RuleSet } from './rule-tree.ts';
import { PickOne } from './sentence-fields.tsx';

/** Sets inside sets inside sets are a riddle; the rule itself could hold one level more. */
const deepestSet = 2;

type SetProps = {
  readonly tree: RuleSet;
  readonly choices: SegmentChoices;
  readonly depth?: number;
  readonly onChange: (tree: RuleSet) => void;
};

/** "Patients who fit all of these": the lines of a rule, each a sentence with menus. */
export function RuleEditor({ tree, choices, depth = 0, onChange }: SetProps) {
  const put = (nodes: readonly RuleNode[]) => onChange({ ...tree, nodes });
  return (
    <fieldset className="rule-set" data-depth={depth}>
      <legend>
        <HiddenWords>{segmentsText.rule}</HiddenWords>
      </legend>
      <div className="rule-lead">
        <span>{depth === 0 ? segmentsText.lead : segmentsText.leadInner}</span>
        <PickOne
          label={segmentsText.leadAfter}
          value={tree.set}
          names={segmentsText.groupKinds}
          onChange={(set) => onChange({ ...tree, set })}
        />
        <span>{segmentsText.leadAfter}</span>
      </div>
      {tree.nodes.length > 0 && (
        <ul className="rule-lines">
          {tree.nodes.map((node) => (
            <li key={node.key} className="rule-line">
              <div className="rule-line-body">
                {'set' in node ? (
                  <RuleEditor
                    tree={node}
                    choices={choices}
                    depth={depth + 1}
                    onChange={(next) => put(tree.nodes.map((each) => (each.key === node.key ? next : each)))}
                  />
                ) : (
                  <LeafLine
                    leaf={node.leaf}
                    choices={choices}
                    onChange={(leaf) =>
                      put(tree.nodes.map((each) => (each.key === node.key ? { key: node.key, leaf } : each)))
                    }
                  />
                )}
                {'leaf' in node && !isFinished(node.leaf) && (
                  <div className="rule-unfinished">{segmentsText.unfinished}</div>
                )}
              </div>
              <IconButton
                icon={X}
                label={segmentsText.removeLine}
                onClick={() => put(tree.nodes.filter(({ key }) => key !== node.key))}
              />
            </li>
          ))}
        </ul>
      )}
      <AddLine
        withSets={depth < deepestSet}
        onAdd={(is) =>
          put([
            ...tree.nodes,
            is === 'set' ? { key: newKey(), set: 'any', nodes: [] } : { key: newKey(), leaf: newLeaf(is) },
          ])
        }
      />
    </fieldset>
  );
}

function AddLine({
  withSets,
  onAdd,
}: {
  readonly withSets: boolean;
  readonly onAdd: (is: SegmentLeaf['is'] | 'set') => void;
}) {
  const kinds = Object.keys(lineNames) as SegmentLeaf['is'][];
  return (
    <Menu
      label={segmentsText.add}
      side="left"
      items={[
        ...kinds.map((is) => ({ id: is, label: lineNames[is], run: () => onAdd(is) })),
        ...(withSets ? [{ id: 'set', label: segmentsText.addGroup, run: () => onAdd('set') }] : []),
      ]}
      button={(props) => (
        <Button {...props} variant="quiet" size="small" icon={Plus}>
          {segmentsText.add}
        </Button>
      )}
    />
  );
}
