// Who is told of what. Queries look for what the product and the Functions host write into their logs.
param name string
param location string
param tags object
param workspaceId string
param storageId string
param appName string
param anchorsName string
param addresses array
param every string
param rounds array

// They look often or rarely, and always over the same time: else a threshold would mean something else in each environment.
var window = 'PT15M'

var failed = 'AppRequests | where AppRoleName =~ "${appName}" and Success == false'

// By words alone: of what is logged outside a function the host reads only the console, guesses its level and gives it a category of its own.
var ofApp = 'AppTraces | where AppRoleName =~ "${appName}"'

// says: in the product's own words; hostSays: in those of the Durable Functions extension.
var logged = [
  {
    name: 'failed-requests'
    title: 'Requests fail'
    text: 'Calls or pages failed on our side; their callers have an id by which the log shows the error.'
    severity: 1
    moreThan: 5
    says: [' failed; its caller knows it as ']
    hostSays: []
  }
  {
    name: 'gone-wrong'
    title: 'A change went wrong'
    text: 'The work on a change failed, it was rolled back, or a problem with it was reported. The log names the change; its page says why.'
    severity: 2
    moreThan: 0
    says: [' went wrong: ']
    hostSays: []
  }
  {
    name: 'late'
    title: 'A change is late'
    text: 'An approval, a start or a duty is overdue and was escalated, or an approval expired. The owners and their managers were told.'
    severity: 3
    moreThan: 0
    says: [' is late: ']
    hostSays: []
  }
  {
    name: 'undelivered'
    title: 'A message reached nobody'
    text: 'No channel reaches the person. /deliveries of the change shows each attempt; correct the address in the directory, or the channel.'
    severity: 2
    moreThan: 0
    says: [' reaches its person by no channel.', ' was not sent', ' was dropped.']
    hostSays: []
  }
  {
    name: 'dead'
    title: 'A workflow failed, or a message to it cannot be worked off'
    text: 'Open /orchestrations: restart the failed workflow. The register is not harmed; the change goes on where it was.'
    severity: 1
    moreThan: 0
    says: []
    hostSays: ['(Orchestrator)\' failed with an error', 'is now considered poison']
  }
  {
    name: 'behind'
    title: 'Workflows lag behind their changes'
    text: 'The sweeper had to wake many. See whether the queues of the hub grow, and whether the storage is throttled.'
    severity: 2
    moreThan: 10
    says: [' lagged behind; woke it.']
    hostSays: []
  }
]

// Of functions that succeed the log keeps nothing (Host.Results in host.json).
var queried = [
  {
    name: 'unfinished'
    title: 'Work is left over'
    text: 'The sweep failed at the same piece of work more than twice. The log says what and why.'
    severity: 2
    moreThan: 0
    query: '${ofApp} | parse Message with * " was not finished, " times:int " times now" * | where times > 2'
  }
  {
    name: 'failed-rounds'
    title: 'The sweep, the anchors or the messages of the day fail'
    text: 'The round of that name failed more than once; the next one tries again. Until one succeeds, nothing is finished late, anchored or sent by it. The log of its operation says why.'
    severity: 1
    moreThan: 0
    query: '${failed} and OperationName in (${join(map(rounds, round => '"${round}"'), ', ')}) | summarize TimeGenerated = max(TimeGenerated), failures = count() by OperationName | where failures > 1'
  }
  {
    name: 'failed-functions'
    title: 'Functions fail'
    text: 'A round, an activity or an orchestrator ended with an error. The log of its operation says why.'
    severity: 2
    moreThan: 5
    query: failed
  }
  {
    name: 'anchors-touched'
    title: 'Somebody altered anchors, or tried to'
    text: 'The app only adds rows. Find the caller in the log, then verify the register: GET /api/v1/audit/verify.'
    severity: 0
    moreThan: 0
    query: 'StorageTableLogs | where AccountName =~ "${anchorsName}" and OperationName !in ("InsertEntity", "EntityGroupTransaction")'
  }
]

var rules = concat(
  map(logged, rule => {
    name: rule.name
    title: rule.title
    text: rule.text
    severity: rule.severity
    moreThan: rule.moreThan
    query: '${ofApp} | where ${join(map(concat(rule.says, rule.hostSays), words => 'Message contains "${words}"'), ' or ')}'
  }),
  queried
)

resource told 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${name}-told'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'changes'
    enabled: true
    emailReceivers: [
      for (address, i) in addresses: {
        name: 'mail-${i}'
        emailAddress: address
        useCommonAlertSchema: true
      }
    ]
  }
}

resource fromLogs 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: '${name}-${rule.name}'
    location: location
    tags: tags
    properties: {
      displayName: '${rule.title} (${name})'
      description: rule.text
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: every
      windowSize: window
      // One mail until it is over, although windows overlap.
      autoMitigate: true
      // A table of the workspace is there only once something was written to it.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: rule.moreThan
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [told.id] }
    }
  }
]

// 503 and its kin. The product repeats what was refused, so a few are harmless.
resource throttled 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-throttled'
  location: 'global'
  tags: tags
  properties: {
    description: 'The storage of the register and the hub refuses calls because there are too many, or answers too late.'
    severity: 2
    enabled: true
    scopes: [storageId]
    evaluationFrequency: every
    windowSize: window
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'throttled'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.Storage/storageAccounts'
          metricName: 'Transactions'
          dimensions: [
            {
              name: 'ResponseType'
              operator: 'Include'
              values: ['ServerBusyError', 'ServerTimeoutError', 'ClientThrottlingError', 'ClientAccountRequestThrottlingError']
            }
          ]
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 20
        }
      ]
    }
    actions: [{ actionGroupId: told.id }]
  }
}
