import type { Question } from '../../../main/contract/drafts.ts';
import { questionsText, questionTexts } from '../../text/drafts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

type QuestionsDialogProps = {
  readonly questions: readonly Question[];
  readonly sending: boolean;
  readonly onGoOn: () => void;
  readonly onClose: () => void;
};

/** What is asked once before Send: all of it together, with one answer. */
export function QuestionsDialog({ questions, sending, onGoOn, onClose }: QuestionsDialogProps) {
  return (
    <Dialog
      title={questionsText.title}
      width="medium"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{questionsText.back}</Button>
          <Button variant="filled" keyHint={null} busy={sending} onClick={onGoOn}>
            {questionsText.goOn}
          </Button>
        </>
      }
    >
      {questions.map((question) => (
        <div key={question}>
          <h3 className="question-title">{questionTexts[question].title}</h3>
          <p>{questionTexts[question].words}</p>
        </div>
      ))}
    </Dialog>
  );
}
