import type { Question } from '../question.ts';

export const databaseQuestions: readonly Question[] = [
  {
    id: 'database-slow-query',
    text: 'One query became slow as its table grew. What do you look at first?',
    right: 'Its execution plan: whether it reads the whole table for want of an index',
    wrong: [
      'The version of the client program: whether a newer one would show the rows sooner',
      'The number of user accounts that may read the table',
      'The length of its column names',
    ],
    explanation: 'The plan shows what the database does, and a full scan grows with the table.',
  },
  {
    id: 'database-injection',
    text: 'How is SQL injection prevented?',
    right: 'With parameterised queries',
    wrong: [
      'By hiding the database’s error messages from users',
      'By removing words such as SELECT from the input',
      'By allowing only users who have signed in',
    ],
    explanation: 'A parameter is never parsed as SQL, whatever it contains.',
  },
  {
    id: 'database-deadlock',
    text: 'Two transactions update the same two rows in opposite order, and one is aborted. What is the lasting remedy?',
    right: 'Take the rows in one order everywhere, and retry what is aborted',
    wrong: [
      'Do without transactions for updates that touch only two rows at a time',
      'Give the database more memory for its locks',
      'Make the lock timeout infinite, so that none is aborted',
    ],
    explanation: 'A fixed order makes the cycle impossible, and a retry covers what remains.',
  },
  {
    id: 'database-backup-proof',
    text: 'How do you know that a backup is good?',
    right: 'You restored it somewhere and checked the data',
    wrong: [
      'The job ended without an error, and so did those of the last month',
      'The file is about as large as the database',
      'It was written to two places at the same time',
    ],
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
    wrong: [
      'Durability: each sale should have been written to two disks before it was confirmed',
      'Referential integrity: a foreign key from the sale to the stock',
      'Capacity: a larger connection pool',
    ],
    explanation: 'Each wrote on the ground of a value that the other had already changed (a lost update).',
  },
  {
    id: 'database-composite-index',
    text: 'An index on (country, city) exists. Which search can it not serve well?',
    right: 'By city alone',
    wrong: ['By country alone', 'By country and city together', 'By country, with the result sorted by city'],
    explanation: 'The index is sorted by country first, so the entries of one city are scattered over it.',
  },
  {
    id: 'database-pool-exhausted',
    text: 'An application reports “too many connections” although few people use it. What is the usual cause?',
    right: 'Connections are opened and not given back',
    wrong: [
      'The tables have more columns than connections',
      'The backup runs while people are working',
      'The server’s clock differs from that of the clients',
    ],
    explanation: 'Leaked connections add up until the server’s limit, whatever the number of users.',
  },
  {
    id: 'database-delete-where',
    text: 'You must delete some rows by hand in production. What is the careful way?',
    right: 'SELECT with the condition first, then delete in a transaction and check the count',
    wrong: [
      'Delete, and restore last night’s backup in case anybody complains about missing rows',
      'Export the table, drop it, and import all but the rows in question',
      'Do it at night, when nobody else is working',
    ],
    explanation: 'The SELECT shows what would go, and an open transaction can still be rolled back.',
  },
];
