using ChangeManagement.Engine.Orchestration;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Instances;

/// <summary>One row per instance.</summary>
internal static class InstanceRows
{
    private const string Select =
        "SELECT id, instance, generation, kind, status, parent, parent_task, turn, input, "
        + "(SELECT count(*) FROM inbox WHERE inbox.id=instances.id) FROM instances ";

    private const string InsertSql = """
        INSERT INTO instances(id, instance, generation, kind, version, status, health, deployment, parent, parent_task, turn,
          created, updated, completed, input, output, custom_status, error_type, error_hash, error_message)
        VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
        """;

    private const string TurnSql =
        "UPDATE instances SET status='running', crashes=0, turn=?, updated=? WHERE id=? AND generation=? AND turn=?";

    private const string TurnAndStatusSql =
        "UPDATE instances SET status='running', crashes=0, turn=?, updated=?, custom_status=? WHERE id=? AND generation=? AND turn=?";

    private const string EndSql = """
        UPDATE instances SET status=?, crashes=0, turn=?, updated=?, completed=?, output=?, custom_status=coalesce(?, custom_status),
          error_type=?, error_hash=?, error_message=? WHERE id=? AND generation=? AND turn=?
        """;

    private const string ReviveSql =
        "UPDATE instances SET generation=generation+1, status=?, turn=?, updated=?, completed=NULL, crashes=0, health=NULL, deployment=NULL, "
        + "output=NULL, error_type=NULL, error_hash=NULL, error_message=NULL";

    private const string RewindSql = ReviveSql + " WHERE id=? AND generation=? AND completed IS NOT NULL";

    private const string RestartSql = ReviveSql + ", custom_status=NULL WHERE id=? AND generation=? AND completed IS NOT NULL";

    public static Instance? Read(Database database, string name) =>
        database.Prepare(Select + "WHERE instance=?").With(name).One(Parse);

    public static Instance? Read(Database database, long id) => database.Prepare(Select + "WHERE id=?").With(id).One(Parse);

    public static long LastId(Database database) => database.Prepare("SELECT max(id) FROM instances").One(row => row.Long(0));

    public static void Insert(Database database, Instance instance, InstanceChange change) =>
        database.Prepare(InsertSql)
            .With(instance.Id).With(instance.Name).With(instance.Generation).With(instance.Kind)
            .With(WorkflowCatalog.VersionOf(instance.Kind))
            .With(StoredState.Name(change.State)).With(change.Fault?.Health).With(change.Deployment)
            .With(instance.Parent?.Id).With(instance.Parent?.Task).With(change.Turn)
            .With(change.At).With(change.At).With(change.Completed)
            .WithText(instance.Input).WithText(change.Output).WithText(change.CustomStatus)
            .With(change.ErrorType).With(change.ErrorHash).With(change.ErrorMessage)
            .Run();

    /// <summary>Moves an instance on by a turn. False if it is not where the turn began: somebody else has moved it.</summary>
    public static bool UpdateTurn(Database database, Instance instance, InstanceChange change)
    {
        var statement = change switch
        {
            { State: not WorkflowState.Running } => database.Prepare(EndSql)
                .With(StoredState.Name(change.State)).With(change.Turn).With(change.At).With(change.Completed)
                .WithText(change.Output).WithText(change.CustomStatus)
                .With(change.ErrorType).With(change.ErrorHash).With(change.ErrorMessage),
            { CustomStatus: { } status } => database.Prepare(TurnAndStatusSql).With(change.Turn).With(change.At).WithText(status),
            _ => database.Prepare(TurnSql).With(change.Turn).With(change.At),
        };
        return statement.With(instance.Id).With(instance.Generation).With(change.Turn - 1).Run() == 1;
    }

    /// <summary>Changes where an instance stands without a turn: suspended, resumed, terminated or quarantined.</summary>
    public static void UpdateState(Database database, long id, InstanceChange change) =>
        database.Prepare(
                "UPDATE instances SET status=?, health=?, deployment=?, updated=?, completed=?, error_type=?, error_message=? WHERE id=?")
            .With(StoredState.Name(change.State)).With(change.Fault?.Health).With(change.Deployment)
            .With(change.At).With(change.Completed).With(change.ErrorType).With(change.ErrorMessage).With(id).Run();

    /// <summary>Brings an instance that has ended back as its next generation, after so many turns. False if it is not as it was read.</summary>
    public static bool Revive(Database database, Instance instance, int turns, long at, bool isRestart) =>
        database.Prepare(isRestart ? RestartSql : RewindSql)
            .With(StoredState.Name(turns == 0 ? WorkflowState.Pending : WorkflowState.Running)).With(turns).With(at)
            .With(instance.Id).With(instance.Generation).Run() == 1;

    public static void Delete(Database database, long id) => database.Prepare("DELETE FROM instances WHERE id=?").With(id).Run();

    public static List<long> OpenChildren(Database database, long parent) =>
        database.Prepare("SELECT id FROM instances WHERE parent=? AND completed IS NULL").With(parent).All(row => row.Long(0));

    private static Instance Parse(Statement row)
    {
        var parked = row.Long(9);
        return new Instance(row.Long(0), row.Text(1), row.Text(3))
        {
            Generation = row.Int(2),
            State = StoredState.Parse(row.Text(4)),
            Parent = row.IsNull(5) ? null : new Parent(row.Long(5), row.Int(6)),
            Turn = row.Int(7),
            Input = row.Bytes(8),
            Parked = parked,
            HasInbox = parked > 0,
        };
    }
}

/// <summary>What a commit makes of an instance's row. Instants are UTC ticks, payloads JSON.</summary>
internal sealed record InstanceChange(WorkflowState State, long At)
{
    public int Turn { get; init; }

    public long? Completed => StoredState.IsEnded(State) ? At : null;

    public byte[]? Output { get; init; }

    /// <summary>Null leaves the status as it is.</summary>
    public byte[]? CustomStatus { get; init; }

    public string? ErrorType { get; init; }

    public string? ErrorMessage { get; init; }

    /// <summary>Equal for failures that differ only in numbers and ids, so that admins see them as one.</summary>
    public string? ErrorHash { get; init; }

    public RunFault? Fault { get; init; }

    /// <summary>The deployment that quarantined it; another one tries again.</summary>
    public string? Deployment { get; init; }
}
