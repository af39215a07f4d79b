// A role that writes down and reads, and neither alters nor removes.
param suffix string

resource role 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, 'append-only', suffix)
  properties: {
    roleName: 'Change register anchors, append only (${suffix})'
    description: 'Adds entities to tables and reads them; alters and removes none.'
    type: 'CustomRole'
    assignableScopes: [resourceGroup().id]
    permissions: [
      {
        actions: []
        notActions: []
        dataActions: [
          'Microsoft.Storage/storageAccounts/tableServices/tables/entities/add/action'
          'Microsoft.Storage/storageAccounts/tableServices/tables/entities/read'
        ]
        notDataActions: []
      }
    ]
  }
}

output roleId string = role.id
