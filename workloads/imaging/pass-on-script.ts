/** Most instances that are passed on at once, to one site. */
const batch = 100;

/**
 * Passes on what the site itself has taken to every other site that holds the archive, in Lua, for Orthanc 1.12 or
 * newer. Each instance is labelled for each site that lacks it when it arrives; each minute what bears a label is sent,
 * and loses the label when the site has taken it. So a site that was away catches up by itself, and after a restart
 * nothing is forgotten. What came from another site is not labelled, or it would go round for ever.
 *
 * Source: orthanc.uclouvain.be, "Server-side scripting with Lua" (`OnStoredInstance`, `OnHeartBeat`), "Labels", "Orthanc
 * peers".
 *
 * @param sites names of peers; labels take letters, digits and dashes
 */
export function passOnScript(sites: readonly string[]): string {
  return `local sites = { ${sites.map((site) => `'${site}'`).join(', ')} }

local function label(site)
  return 'owed-to-' .. site
end

function OnStoredInstance(instance, tags, metadata, origin)
  -- Another site sends by the interface of peers; people and devices by DICOM and DICOMweb.
  if origin['RequestOrigin'] == 'RestApi' then return end
  for _, site in ipairs(sites) do
    RestApiPut('/instances/' .. instance .. '/labels/' .. label(site), '', true)
  end
end

function OnHeartBeat()
  for _, site in ipairs(sites) do
    local query = {
      Level = 'Instance',
      Query = { PatientID = '*' },
      Labels = { label(site) },
      LabelsConstraint = 'All',
      Limit = ${batch}
    }
    local owed = ParseJson(RestApiPost('/tools/find', DumpJson(query, true), true))
    if owed ~= nil and #owed > 0 then
      local job = { Resources = owed, Synchronous = true }
      local answer = RestApiPost('/peers/' .. site .. '/store', DumpJson(job, true), true)
      local done = answer ~= nil and ParseJson(answer) or nil
      if done ~= nil and done['FailedInstancesCount'] == 0 then
        for _, instance in ipairs(owed) do
          RestApiDelete('/instances/' .. instance .. '/labels/' .. label(site), true)
        end
      end
    end
  end
end
`;
}
