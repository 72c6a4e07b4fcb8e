import type { Json } from './envoy';

/** Claim of a patient's token that says which Patient resource is the patient's own. */
export const patientClaim = 'patient';

/**
 * Lua for Envoy: of everything that a FHIR server holds, a patient reads what is the patient's own, and writes nothing.
 * The token was verified before; whoever has none, or one without the claim, gets nowhere.
 */
export const ownRecordLua = `
function envoy_on_request(request)
  local verified = request:streamInfo():dynamicMetadata():get("envoy.filters.http.jwt_authn")
  local patient = verified and verified["token"] and verified["token"]["${patientClaim}"]
  local headers = request:headers()
  local path, query = string.match(headers:get(":path"), "^([^?]*)%??(.*)$")
  local allowed = false
  if type(patient) == "string" and string.match(patient, "^[%w%-.]+$") then
    local own = "/fhir/Patient/" .. patient
    allowed = (path == own or path == own .. "/$everything") and query == ""
      or path == "/fhir/Consent" and query == "patient=" .. patient
  end
  if headers:get(":method") ~= "GET" or not allowed then
    request:respond({[":status"] = "403"}, "")
  end
end
`;

export const ownRecordOnly: Json = {
  name: 'envoy.filters.http.lua',
  typed_config: {
    '@type': 'type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua',
    default_source_code: { inline_string: ownRecordLua },
  },
};
