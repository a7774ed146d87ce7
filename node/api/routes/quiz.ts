import { DrawQuiz, MarkQuiz } from '../../schemas/inputs.ts';
import { QuizResult, QuizView } from '../../schemas/views.ts';
import { memberRoute, noInput, type Route } from '../route.ts';

export const quizRoutes: readonly Route[] = [
  memberRoute({
    ...noInput,
    who: 'expert',
    method: 'GET',
    path: '/quiz',
    operationId: 'drawQuiz',
    summary: 'Questions of a category, without their answers',
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
    body: MarkQuiz,
    reply: QuizResult,
    handle: ({ quiz }, { actor, body }) => quiz.mark(actor, body),
  }),
];
