// Where it is written down how far the register has come, in an account of its own, so that whoever can put the register back cannot put this back with it.
param name string
param location string
param tags object
param sku string
param protectData bool
param principalId string
param roleId string
param workspaceId string

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
  }
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices@2025-01-01' = {
  parent: account
  name: 'default'
}

// Made here, because the app may not make tables.
resource table 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-01-01' = {
  parent: tables
  name: 'anchors'
}

resource appends 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, principalId, roleId)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: roleId
  }
}

// Who wrote and who removed; an alert looks at it.
resource log 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: tables
  name: 'writes'
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (protectData) {
  scope: account
  name: 'anchors'
  properties: {
    level: 'CanNotDelete'
    notes: 'The anchors of the register of changes: without them nobody can tell whether it was cut off.'
  }
}

output name string = account.name
output tableEndpoint string = account.properties.primaryEndpoints.table
