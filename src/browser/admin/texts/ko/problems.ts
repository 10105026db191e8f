import type { Texts } from '../texts.ts'

export const problems: Texts['problems'] = {
  UNREACHABLE: '서비스에 연결할 수 없습니다. 이 페이지가 아는 한 아무것도 바뀌지 않았습니다.',
  UNAUTHENTICATED: '로그인이 풀렸습니다.',
  SESSION_ENDED: '세션이 끝났습니다. 다시 로그인하세요. 작성하던 내용은 보관되어 있습니다.',
  INVALID_KEY: '이 키로는 관리 페이지에 들어갈 수 없습니다.',
  FORBIDDEN: '이 키로는 할 수 없는 작업입니다.',
  NO_CSRF_TOKEN: '페이지가 세션보다 오래되었습니다. 페이지를 다시 불러오세요.',
  TOO_MANY_REQUESTS: '시도가 너무 많습니다. 잠시 기다렸다가 다시 시도하세요.',
  UNAVAILABLE: '지금 데이터베이스가 응답하지 않습니다. 아무것도 바뀌지 않았으니 다시 시도하세요.',
  NOT_FOUND: '대상이 없거나 사라졌습니다.',
  REFUSED: '이대로는 저장할 수 없습니다. 아래에 표시된 항목을 확인하세요.',
  CHANGED_MEANWHILE: '그사이 다른 사람이 저장했습니다.',
  NO_ENTRY: '이 사용자는 이 활동에 응모하지 않았습니다.',
  NO_SUCH_THING: '대상이 없거나 사라졌습니다.',
  INVALID_REQUEST: '이대로는 저장할 수 없습니다. 아래에 표시된 항목을 확인하세요.',
  KEYS_UNAVAILABLE: '지금 키를 확인할 수 없습니다. 아무것도 바뀌지 않았으니 다시 시도하세요.',
  NOT_TAKEN: '서비스가 너무 바쁩니다. 아무것도 바뀌지 않았으니 다시 시도하세요.',
  INTERNAL: '서비스에 문제가 생겼습니다. 운영자에게 알려 주세요. 서비스 로그에 자세한 내용이 있습니다.',
}
