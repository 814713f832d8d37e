-- Why: how many waiting records are too many differs by company and by person; what nobody set up has the program's thresholds.

create table cue_setup (
  -- Owner of a person's row; null: the row of the company.
  principal text,
  cue text not null,
  low text not null,
  threshold1 integer not null,
  middle text not null,
  threshold2 integer not null,
  high text not null,
  constraint cue_setup_once unique nulls not distinct (principal, cue),
  constraint cue_setup_thresholds check (threshold2 > threshold1),
  constraint cue_setup_styles check (
    array[low, middle, high] <@ array['favorable', 'ambiguous', 'unfavorable', 'subordinate', 'none']
  )
);
