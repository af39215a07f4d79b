// As production, in one building.
using '../main.bicep'

param environmentName = 'test'
param mailFrom = 'Changes (test) <changes@example.com>'
param settings = { SendGrid__Sandbox: 'true' }
param storageSku = 'Standard_LRS'
param protectData = false
param logDays = 30
param deployerId = readEnvironmentVariable('DEPLOYER_ID', '')
param deployerType = readEnvironmentVariable('DEPLOYER_TYPE', 'User')
