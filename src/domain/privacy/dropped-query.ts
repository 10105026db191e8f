/** Query parameters that are left out of URLs before these are stored, sent or logged, unless somebody says otherwise (CONTRACT §14). */
export const DROPPED_QUERY =
  'token,access_token,id_token,refresh_token,code,password,passwd,pwd,secret,email,session,session_id,sessionid,sid,key,api_key,apikey,auth,jwt,otp'
