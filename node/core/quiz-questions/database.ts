import type { Question } from './question.ts';

export const databaseQuestions: readonly Question[] = [
  {
    id: 'database-slow-query',
    text: 'One query became slow as its table grew. What do you look at first?',
    right: 'Its execution plan: whether it reads the whole table for want of an index',
    wrong: ['The colour scheme of the client', 'The name of the table', 'The number of user accounts'],
    explanation: 'The plan shows what the database does, and a full scan grows with the table.',
  },
  {
    id: 'database-injection',
    text: 'How is SQL injection prevented?',
    right: 'With parameterised queries',
    wrong: [
      'By hiding the error messages',
      'By removing the word SELECT from the input',
      'By using longer table names',
    ],
    explanation: 'A parameter is never parsed as SQL, whatever it contains.',
  },
  {
    id: 'database-deadlock',
    text: 'Two transactions update the same two rows in opposite order, and one is aborted. What is the lasting remedy?',
    right: 'Take the rows in the same order everywhere, and retry the aborted transaction',
    wrong: ['Turn transactions off', 'Add memory', 'Make the lock timeout infinite'],
    explanation: 'A fixed order makes the cycle impossible, and a retry covers what remains.',
  },
  {
    id: 'database-backup-proof',
    text: 'How do you know that a backup is good?',
    right: 'You restored it somewhere and checked the data',
    wrong: ['The job ended without an error', 'The file is large', 'It is less than a day old'],
    explanation: 'Only a restore shows that what was written can be read and is complete.',
  },
  {
    id: 'database-null',
    text: "In SQL, which rows does “WHERE city <> 'Paris'” leave out besides those in Paris?",
    right: 'Those where city is NULL',
    wrong: ['None', 'Those with an empty string', 'Those in lower case'],
    explanation: 'A comparison with NULL is unknown, not true, so such rows do not pass.',
  },
  {
    id: 'database-isolation',
    text: 'Two clerks read a stock of 1 and both sell it. Which guarantee was missing?',
    right: 'Isolation: a condition on the stored value, a lock, or serialisable transactions',
    wrong: ['Durability', 'A foreign key', 'A larger connection pool'],
    explanation: 'Each wrote on the ground of a value that the other had already changed (a lost update).',
  },
  {
    id: 'database-composite-index',
    text: 'An index on (country, city) exists. Which search can it not serve well?',
    right: 'By city alone',
    wrong: ['By country alone', 'By country and city', 'By country, sorted by city'],
    explanation: 'The index is sorted by country first, so the entries of one city are scattered over it.',
  },
  {
    id: 'database-pool-exhausted',
    text: 'An application reports “too many connections” although few people use it. What is the usual cause?',
    right: 'Connections are opened and not given back to the pool',
    wrong: ['The tables have too many columns', 'The backup is too large', 'The clock is wrong'],
    explanation: 'Leaked connections add up until the server’s limit, whatever the number of users.',
  },
  {
    id: 'database-delete-where',
    text: 'You must delete some rows by hand in production. What is the careful way?',
    right:
      'Run the condition as SELECT first, then delete in a transaction and check the count before the commit',
    wrong: [
      'Delete and look whether somebody complains',
      'Drop the table and reload it',
      'Do it at night without telling anyone',
    ],
    explanation: 'The SELECT shows what would go, and an open transaction can still be rolled back.',
  },
];
