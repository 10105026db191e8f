import type { Texts } from '../texts.ts'

export const conflict: Texts['conflict'] = {
  title: '그사이 다른 사람이 저장했습니다',
  explained: '사라진 것은 없습니다. 상대방의 버전은 저장되어 있고, 내 버전은 이 탭에 남아 있습니다.',
  theirs: '상대방이 바꾼 내용',
  mine: '내가 바꾼 내용',
  between: '상대방의 버전에서 내 버전으로',
  later: '나중에 결정',
  takeTheirs: '상대방의 버전으로 계속',
  keepMine: '내 버전으로 계속',
}
