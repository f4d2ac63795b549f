using MailOperator.Api;
using MailOperator.Postfix;

namespace MailOperator.Import;

/// <summary>Changes the one of the listeners for users that is meant.</summary>
internal static class ListenerFields
{
    public static Draft Change(
        Draft draft, FoundListener listener,
        Func<SubmissionListener, SubmissionListener> submission,
        Func<SubmissionsListener, SubmissionsListener> submissions) =>
        draft.Set(spec => spec with
        {
            Listeners = listener.Name == ListenerName.Submission
                ? spec.Listeners with { Submission = submission(spec.Listeners.Submission) }
                : spec.Listeners with { Submissions = submissions(spec.Listeners.Submissions) },
        });
}
