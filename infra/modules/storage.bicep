// The register's tables, the hub of the workflows, and the packages. Entered by identities alone: there are no keys.
param name string
param location string
param tags object
param sku string
param protectData bool

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

// Tables are not kept after a deletion: Table Storage offers neither soft delete nor a restore. Hence the lock, and roles that reach no further than needed.
resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: { enabled: true, days: 30 }
    containerDeleteRetentionPolicy: { enabled: true, days: 30 }
  }
}

// What runs now; the platform writes it.
resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: blobs
  name: 'packages'
}

// What ran before, by its digest, so that deploy.sh can go back.
resource releases 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: blobs
  name: 'releases'
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (protectData) {
  scope: account
  name: 'register'
  properties: {
    level: 'CanNotDelete'
    notes: 'The register of changes. Remove this lock only to give the environment up.'
  }
}

output id string = account.id
output name string = account.name
output tableEndpoint string = account.properties.primaryEndpoints.table
output packagesUrl string = '${account.properties.primaryEndpoints.blob}${packages.name}'
