// The secrets. Their values are in no file and no deployment: deploy.sh or a person sets them.
param name string
param location string
param tags object
param protectData bool

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    // Cannot be taken back once given; false is refused, so it is left out.
    enablePurgeProtection: protectData ? true : null
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (protectData) {
  scope: vault
  name: 'secrets'
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds the key that seals the register of changes; without it nobody can verify the register.'
  }
}

output name string = vault.name
