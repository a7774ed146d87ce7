function Grapes() {
  return (
    <>
      <circle cx="5.6" cy="10.4" r="2.9" />
      <circle cx="12" cy="10.4" r="2.9" />
      <circle cx="18.4" cy="10.4" r="2.9" />
      <circle cx="8.8" cy="15.9" r="2.9" />
      <circle cx="15.2" cy="15.9" r="2.9" />
      <circle cx="12" cy="21.1" r="2.6" />
      <path class="stem" d="M12 7V3.4" />
      <path class="leaf" d="M12.6 5.2c.4-3 2.9-4.4 6.4-4.1-.2 3.2-2.6 4.9-6.4 4.1Z" />
    </>
  );
}

/** The project's mark, beside its name. */
export const Mark = () => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <Grapes />
  </svg>
);

export const EmptyMark = () => (
  <svg class="empty-mark" viewBox="0 0 24 24" aria-hidden="true">
    <Grapes />
  </svg>
);
