using '../main.bicep'

param environmentName = 'prod'
param siteAddress = 'https://changes.example.com'
param mailFrom = 'Changes <changes@example.com>'
param alertAddresses = ['changes-operators@example.com']
param alertEvery = 'PT5M'
param alwaysReady = 1
param storageSku = 'Standard_GZRS'
param logDays = 365
param deployerId = readEnvironmentVariable('DEPLOYER_ID', '')
param deployerType = readEnvironmentVariable('DEPLOYER_TYPE', 'User')
