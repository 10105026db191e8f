import type { Texts } from '../texts.ts'

export const signIn: Texts['signIn'] = {
  title: 'Axon 로그인',
  key: '관리자 또는 조회 전용 키',
  keyHint: 'axk_로 시작하며, axon keys create로 만들 때 한 번만 표시됩니다.',
  submit: '로그인',
  link: '링크로 로그인하는 중…',
  linkFailed:
    '이 링크는 더 이상 쓸 수 없습니다. 링크는 짧은 시간 동안 한 번만 쓸 수 있습니다. 서비스를 다시 시작해 새 링크를 받거나 키를 사용하세요.',
}
