// Everything that one environment of the product needs. deploy.sh runs it; running it again changes nothing.
targetScope = 'resourceGroup'

@description('What this environment is called, in lower-case letters and digits; part of every name.')
@minLength(2)
@maxLength(6)
param environmentName string

@description('The region. It must offer Flex Consumption: az functionapp list-flexconsumption-locations')
param location string = resourceGroup().location

@description('Where people reach the site from outside, without a slash at the end; empty: the function app\'s own address.')
param siteAddress string = ''

@description('The sender of the mail, "Changes <changes@example.com>".')
param mailFrom string

@description('Secrets of the vault that become settings: Audit--Key is read as Audit:Key. deploy.sh makes Audit--Key and asks for the others.')
param secrets array = ['Audit--Key', 'SendGrid--Key']

@description('Further settings of the product, by their names with two underscores for the colon: { Teams__Shared: \'true\' }.')
param settings object = {}

@description('The application in Entra with which App Service authentication signs people in; empty: people sign in by mailed links alone. Needs the secret Entra--Secret.')
param entraClientId string = ''

@description('Where traces and metrics go over OTLP, a collector of yours; empty: nowhere. Logs go to Application Insights in any case.')
param otlpEndpoint string = ''

@description('Who is mailed when an alert fires.')
param alertAddresses array = []

@description('How often the alerts look at the last quarter of an hour.')
@allowed(['PT5M', 'PT15M'])
param alertEvery string = 'PT15M'

@description('An app with storage of its own, to which a new package goes first. It runs only while deploy.sh looks at it.')
param withCandidate bool = true

@description('How an update reaches instances. Recreate: one version at a time, a few seconds away. RollingUpdate: a preview, two versions at once.')
@allowed(['Recreate', 'RollingUpdate'])
param siteUpdateStrategy string = 'Recreate'

@description('Memory of an instance; GB-seconds are billed by it.')
@allowed([512, 2048, 4096])
param instanceMemory int = 2048

@description('Instances at most.')
@minValue(40)
@maxValue(1000)
param maximumInstances int = 40

@description('Instances for pages and the API that never sleep; 0: the first request after a quiet time waits for a start.')
@minValue(0)
param alwaysReady int = 0

@description('Copies of the data: Standard_LRS in one building, Standard_ZRS in three, Standard_GZRS in another region as well.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS'])
param storageSku string = 'Standard_ZRS'

@description('The resource group of the anchors, which should be under other hands than the register\'s; it must exist.')
param anchorsResourceGroup string = resourceGroup().name

@description('True: the register, the anchors and the vault can be deleted by nobody before the lock is removed, and a deleted secret stays for 90 days.')
param protectData bool = true

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logDays int = 90

@description('Gigabytes of logs a day at most; -1: no limit. What comes after is lost, and so are the alerts on it.')
param logGigabytesPerDay int = -1

@description('Whoever deploys, by object id: may set secrets and keep packages. deploy.sh fills it in; empty: nobody.')
param deployerId string = ''

@description('What the deployer is.')
@allowed(['User', 'ServicePrincipal'])
param deployerType string = 'User'

var unique = take(uniqueString(resourceGroup().id, environmentName), 6)
// The functions that timers start.
var rounds = ['sweep', 'anchor', 'digest']
// The candidate sends with the same key from a register of its own: its rounds would mail people a second time.
var withoutRounds = toObject(rounds, round => 'AzureWebJobs.${round}.Disabled', round => 'true')
var apps = concat(['live'], withCandidate ? ['next'] : [])
var tags = { product: 'change-management', environment: environmentName }

module monitoring 'modules/monitoring.bicep' = {
  params: {
    name: 'changes-${environmentName}-${unique}'
    location: location
    tags: tags
    logDays: logDays
    logGigabytesPerDay: logGigabytesPerDay
  }
}

module vault 'modules/vault.bicep' = {
  params: {
    name: 'kv-chg-${environmentName}-${unique}'
    location: location
    tags: tags
    protectData: protectData
  }
}

module identities 'modules/identity.bicep' = [
  for app in apps: {
    params: {
      name: 'id-changes-${environmentName}-${app}'
      location: location
      tags: tags
    }
  }
]

module storages 'modules/storage.bicep' = [
  for app in apps: {
    params: {
      name: 'stchg${environmentName}${app}${unique}'
      location: location
      tags: tags
      sku: app == 'live' ? storageSku : 'Standard_LRS'
      protectData: protectData && app == 'live'
    }
  }
]

module appendOnly 'modules/appendOnly.bicep' = {
  scope: resourceGroup(anchorsResourceGroup)
  params: {
    suffix: '${environmentName}-${unique}'
  }
}

module anchors 'modules/anchors.bicep' = [
  for (app, i) in apps: {
    scope: resourceGroup(anchorsResourceGroup)
    params: {
      name: 'stanc${environmentName}${app}${unique}'
      location: location
      tags: tags
      sku: app == 'live' ? storageSku : 'Standard_LRS'
      protectData: protectData && app == 'live'
      principalId: identities[i].outputs.principalId
      roleId: appendOnly.outputs.roleId
      workspaceId: monitoring.outputs.workspaceId
    }
  }
]

module roles 'modules/roles.bicep' = [
  for (app, i) in apps: {
    params: {
      principalId: identities[i].outputs.principalId
      storageName: storages[i].outputs.name
      vaultName: vault.outputs.name
      insightsName: monitoring.outputs.insightsName
    }
  }
]

module deployer 'modules/deployer.bicep' = if (!empty(deployerId)) {
  params: {
    principalId: deployerId
    principalType: deployerType
    storageName: storages[0].outputs.name
    vaultName: vault.outputs.name
  }
}

module functions 'modules/functions.bicep' = [
  for (app, i) in apps: {
    // What an app reads when it starts must be readable by then.
    dependsOn: [roles[i]]
    params: {
      name: 'func-changes-${environmentName}-${app}-${unique}'
      location: location
      tags: tags
      identityId: identities[i].outputs.id
      clientId: identities[i].outputs.clientId
      storageName: storages[i].outputs.name
      registerEndpoint: storages[i].outputs.tableEndpoint
      anchorsEndpoint: anchors[i].outputs.tableEndpoint
      packagesUrl: storages[i].outputs.packagesUrl
      vaultName: vault.outputs.name
      insightsConnectionString: monitoring.outputs.insightsConnectionString
      otlpEndpoint: otlpEndpoint
      siteAddress: app == 'live' ? siteAddress : ''
      mailFrom: mailFrom
      secrets: secrets
      settings: app == 'live' ? settings : union(settings, withoutRounds)
      entraClientId: entraClientId
      // On the candidate no instance of before may answer for the new package.
      siteUpdateStrategy: app == 'live' ? siteUpdateStrategy : 'Recreate'
      instanceMemory: instanceMemory
      maximumInstances: maximumInstances
      alwaysReady: app == 'live' ? alwaysReady : 0
    }
  }
]

module alerts 'modules/alerts.bicep' = {
  params: {
    name: 'changes-${environmentName}'
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    storageId: storages[0].outputs.id
    appName: functions[0].outputs.name
    anchorsName: anchors[0].outputs.name
    addresses: alertAddresses
    every: alertEvery
    rounds: rounds
  }
}

output appName string = functions[0].outputs.name
output appAddress string = functions[0].outputs.address
// Without a candidate: the app itself.
output candidateName string = functions[length(apps) - 1].outputs.name
output candidateAddress string = functions[length(apps) - 1].outputs.address
output vaultName string = vault.outputs.name
output storageName string = storages[0].outputs.name
output updateStrategy string = siteUpdateStrategy
output secrets array = secrets
