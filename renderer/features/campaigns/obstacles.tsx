import type { CampaignObstacle, CampaignView } from '../../../main/contract/campaigns.ts';
import { useNavigation } from '../../app/navigation.tsx';
import { campaignsText, obstacleTexts, obstacleWays } from '../../text/campaigns.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import type { Step } from './steps.tsx';

type ObstaclesProps = {
  readonly campaign: Pick<CampaignView, 'obstacles' | 'templateId'>;
  readonly onPlanAgain: () => void;
  readonly onStep: (step: Step) => void;
};

/** Why the letters cannot leave, each with the way out. */
export function Obstacles({ campaign: { obstacles, templateId }, onPlanAgain, onStep }: ObstaclesProps) {
  const { go } = useNavigation();
  const ways: Readonly<Record<CampaignObstacle, () => void>> = {
    'no-account': () => go({ kind: 'settings', section: 'account' }),
    nobody: () => onStep('who'),
    'plan-old': onPlanAgain,
    'postal-address-missing': () => go({ kind: 'settings', section: 'practice' }),
    'marketing-by-another-name': () => onStep('how'),
    'template-broken': () => go({ kind: 'templates', templateId }),
    'template-missing': () => onStep('what'),
    'segment-missing': () => onStep('who'),
    'sorted-by-satisfaction': () => onStep('who'),
  };
  return (
    <>
      {obstacles.map((code) => (
        <Banner
          key={code}
          tone="amber"
          announce={null}
          actions={<Button onClick={ways[code]}>{obstacleWays[code]}</Button>}
        >
          {obstacleTexts[code]}
        </Banner>
      ))}
      {obstacles.includes('nobody') && <p className="place-quiet">{campaignsText.nobodyWords}</p>}
    </>
  );
}
