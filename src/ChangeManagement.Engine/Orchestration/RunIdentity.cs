using System.Text.Json;
using ChangeManagement.Workflows;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Engine.Orchestration;

/// <summary>What a run of a workflow is told about itself and works with.</summary>
internal sealed record RunIdentity(
    string InstanceId, WorkflowDefinition Definition, WorkflowCatalog Catalog, JsonSerializerOptions Json, ILogger Logger);
