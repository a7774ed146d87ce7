/** What one person or region may ask of this one. Reached limits are refused with `limit-reached`. */
export const limits = {
  /** Issues a user may submit in an hour: a person writes a few, a script should ask the operator. */
  issuesPerHour: 60,
  /** Critical issues that a user may have open in a region: where everything is critical, nothing is served first. */
  criticalsOpen: 5,
  /** Issues that may wait here; beyond, a region is better off saying so. */
  queueLength: 10_000,
  /** Lines of one chat: a conversation of that length wants a telephone. */
  chatLines: 2_000,
  /** Files fetched beside each other for copies kept here: people's own requests come first on a narrow line. */
  filesFetched: 2,
  /** Files fetched beside each other because somebody opens them. */
  filesOpened: 8,
  /** Bytes of a file in one reply: two thirds of the mesh's limit when written as text, 3 s on a line of 1 Mbit/s. */
  fileChunkBytes: 256 * 1024,
  /** Files that a region tells another it wants: that there are any is what matters. */
  filesWantedTold: 100,
  /** Files of an issue whose whereabouts are told together: as many as two lines of its chat may have. */
  filesLookedFor: 20,
  /** Files looked at together when those that nothing refers to are removed. */
  filesSwept: 1_000,
  /** Messages delivered to a region in one request, and their size together, below the mesh's 1 MiB. */
  deliverCount: 64,
  deliverBytes: 600_000,
  /** Seats that one peer may have set aside here at once: more than the experts of a region are free at a time. */
  seatsAsidePerPeer: 64,
  /** Copies that an origin asks its custodian about in one request. */
  copiesClaimed: 50,
  /** Profiles, ratings or entries that a region which leaves hands over in one request: some 10 kB each. */
  belongingsAtOnce: 20,
  /** Quiz attempts per category and day. */
  quizAttemptsPerDay: 3,
  quizQuestions: 5,
  /** Solved issues that help others, kept in memory with their words, some 1.5 kB each; beyond, the oldest is forgotten. */
  sharedIssues: 10_000,
  /** Clusters told at once, and issues of each: an admin looks into one. */
  clustersShown: 20,
  clusterIssuesShown: 50,
  /** Titles of a day in which clusters are looked for: some 3 ms of work when one is added. */
  reports: 2_000,
  /** Documents looked at for one page of a search. */
  searchedDocuments: 2_000,
  /** Sessions of one account; the oldest ends. */
  sessionsPerAccount: 50,
  /** Ratings shown in a profile. */
  ratingsShown: 50,
} as const;
