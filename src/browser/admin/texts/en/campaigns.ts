export const campaigns = {
  title: 'Campaigns',
  new: 'New campaign',
  searchHint: 'Search by name or number',
  empty: 'No campaigns yet',
  emptyHint: 'A campaign holds activities together: its name and dates help people to find them.',
  period: 'Period',
  activities: 'Its activities',
}
