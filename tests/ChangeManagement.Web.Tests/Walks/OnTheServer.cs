using ChangeManagement.Testing.Hosting;

namespace ChangeManagement.Web.Walks;

/// <summary>The walks of the five policies on the single-process server.</summary>
public sealed class GatewayOperationsOnTheServer() : GatewayOperationsWalks(RunningProduct.OnTheServer);

/// <inheritdoc cref="GatewayOperationsOnTheServer"/>
public sealed class PriorityApprovalOnTheServer() : PriorityApprovalWalks(RunningProduct.OnTheServer);

/// <inheritdoc cref="GatewayOperationsOnTheServer"/>
public sealed class SecurityOfficerOnTheServer() : SecurityOfficerWalks(RunningProduct.OnTheServer);

/// <inheritdoc cref="GatewayOperationsOnTheServer"/>
public sealed class AdvisoryBoardOnTheServer() : AdvisoryBoardWalks(RunningProduct.OnTheServer);

/// <inheritdoc cref="GatewayOperationsOnTheServer"/>
public sealed class BuildOsOnTheServer() : BuildOsWalks(RunningProduct.OnTheServer);
