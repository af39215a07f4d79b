// The app, on Flex Consumption.
param name string
param location string
param tags object
param identityId string
param clientId string
param storageName string
param registerEndpoint string
param anchorsEndpoint string
param packagesUrl string
param vaultName string
param insightsConnectionString string
param otlpEndpoint string
param siteAddress string
param mailFrom string
param secrets array
param settings object
param entraClientId string
param siteUpdateStrategy string
param instanceMemory int
param maximumInstances int
param alwaysReady int

var address = 'https://${name}.azurewebsites.net'

// Of the Functions host. On Flex Consumption the runtime and the package are no settings: functionAppConfig says them.
var hostSettings = {
  AzureWebJobsStorage__accountName: storageName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: clientId
  // Else the host's own page would stand before ours.
  AzureWebJobsDisableHomepage: 'true'
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${clientId};Authorization=AAD'
}

var productSettings = {
  Register__Endpoint: registerEndpoint
  Register__ClientId: clientId
  Anchors__Endpoint: anchorsEndpoint
  Anchors__ClientId: clientId
  // deploy.sh puts it into the package.
  Organisation__Path: '/home/site/wwwroot/organisation'
  Site__Address: empty(siteAddress) ? address : siteAddress
  Mail__From: mailFrom
}

var otlpSettings = empty(otlpEndpoint) ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint, OTEL_SERVICE_NAME: name }
// Trusted only where App Service removes what callers put into its header: see the order of auth and appSettings.
var entraSettings = empty(entraClientId) ? {} : { AppServiceAuthentication__Trusted: 'true' }
var secretSettings = toObject(
  secrets,
  secret => replace(secret, '--', '__'),
  secret => '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=${secret})'
)
var allSettings = union(hostSettings, productSettings, otlpSettings, entraSettings, secretSettings, settings)

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    siteConfig: {
      minTlsVersion: '1.2'
      http20Enabled: true
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packagesUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemory
        maximumInstanceCount: maximumInstances
        alwaysReady: alwaysReady == 0 ? [] : [{ name: 'http', instanceCount: alwaysReady }]
      }
      // The service knows it; the types that come with Bicep do not yet.
      #disable-next-line BCP037
      siteUpdateStrategy: { type: siteUpdateStrategy }
    }
  }
}

// Packages come in by a sign-in of the deployer, never by a publishing password.
resource passwords 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = [
  for way in ['scm', 'ftp']: {
    parent: app
    name: way
    properties: { allow: false }
  }
]

resource auth 'Microsoft.Web/sites/config@2024-11-01' = if (!empty(entraClientId)) {
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: { enabled: true }
    // The product decides who may do what; links of messages and tokens must come through.
    globalValidation: { requireAuthentication: false, unauthenticatedClientAction: 'AllowAnonymous' }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: entraClientId
          clientSecretSettingName: 'Entra__Secret'
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
        }
      }
    }
    login: { tokenStore: { enabled: false } }
  }
}

// All of them, and no others stay. Not in the site: that one is made before its authentication, and by then anybody could say in the header who they are.
resource appSettings 'Microsoft.Web/sites/config@2024-11-01' = {
  dependsOn: [auth]
  parent: app
  name: 'appsettings'
  properties: allSettings
}

output name string = app.name
output address string = address
