// One small app to try things out: cheap, no candidate, nothing locked.
using '../main.bicep'

param environmentName = 'dev'
param mailFrom = 'Changes (dev) <changes@example.com>'
param withCandidate = false
param instanceMemory = 512
param storageSku = 'Standard_LRS'
param protectData = false
param logDays = 30
param logGigabytesPerDay = 1
param deployerId = readEnvironmentVariable('DEPLOYER_ID', '')
param deployerType = readEnvironmentVariable('DEPLOYER_TYPE', 'User')
