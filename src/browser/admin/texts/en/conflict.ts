export const conflict = {
  title: 'Somebody else saved this meanwhile',
  explained: 'Nothing is lost: their version is saved, and yours is still in this tab.',
  theirs: 'What they changed',
  mine: 'What you changed',
  between: 'From their version to yours',
  later: 'Decide later',
  takeTheirs: 'Go on with theirs',
  keepMine: 'Go on with mine',
}
