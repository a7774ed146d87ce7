import { DrawQuiz, MarkQuiz, ReadQuiz } from '../../schemas/inputs.ts';
import { QuizSaved, QuizStanding } from '../../schemas/quiz.ts';
import { QuizResult, QuizView } from '../../schemas/views.ts';
import { memberRoute, noInput, type Route } from '../route.ts';

export const quizRoutes: readonly Route[] = [
  memberRoute({
    ...noInput,
    who: 'expert',
    method: 'GET',
    path: '/quiz/standing',
    operationId: 'quizStanding',
    summary:
      'The attempt that is running, with what you answered so far; and when which quiz can be taken again',
    query: ReadQuiz,
    reply: QuizStanding,
    handle: ({ quiz }, { actor, query }) => quiz.standing(actor, query),
  }),
  memberRoute({
    ...noInput,
    who: 'expert',
    method: 'PUT',
    path: '/quiz/answers',
    operationId: 'saveQuiz',
    summary: 'Keep what you answered so far; it counts when the time runs out',
    body: MarkQuiz,
    reply: QuizSaved,
    handle: ({ quiz }, { actor, body }) => quiz.save(actor, body),
  }),
  memberRoute({
    ...noInput,
    who: 'expert',
    method: 'GET',
    path: '/quiz',
    operationId: 'drawQuiz',
    summary:
      'Begin an attempt, or go on with the one that is running: questions of a category, without their answers',
    query: DrawQuiz,
    reply: QuizView,
    handle: ({ quiz }, { actor, query }) => quiz.draw(actor, query),
  }),
  memberRoute({
    ...noInput,
    who: 'expert',
    method: 'POST',
    path: '/quiz/attempts',
    operationId: 'markQuiz',
    summary: 'Hand in your answers; they are marked here',
    query: ReadQuiz,
    body: MarkQuiz,
    reply: QuizResult,
    handle: ({ quiz }, { actor, query, body }) => quiz.mark(actor, body, query),
  }),
];
