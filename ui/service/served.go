package service

import (
	"context"
	"path/filepath"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// This file has what is different where one process serves a team: many sessions on one open database.

// Another is the session of a member of the team, at the other end of a connection. What is read of the database, the
// snapshot and the rows of Today, is this session's, whose OnChange applies each change once; what is done as a person
// is not: the caller sets who writes copies, erases and describes the database.
//
// What a role may not do will be refused by the Store and the Auditor that are given on here.
func (d *Session) Another(c *model.Consultant, folder string) *Session {
	o := &Session{
		Store: d.Store, Files: d.Files, Snapshots: d.Snapshots, Importer: d.Importer, Now: d.Now, Demo: d.Demo,
		RuleSource: d.RuleSource, ProgrammeSource: d.ProgrammeSource, MailSource: d.MailSource, Register: d.Register,
		Ages: d.Ages, Alarm: d.Alarm, Notices: d.Notices, Clock: d.Clock, Unanswered: d.Unanswered,
		Backups: onceBackups{d.Backups}, Damages: onceDamages{d.Damages},
		Served: true, Folder: folder, with: d,
	}
	o.SetConsultant(c)
	return o
}

// onceBackups leaves the copies that are due to the process.
type onceBackups struct{ Backups }

func (b onceBackups) Due(context.Context) (bool, error) { return false, b.Failed() }

// onceDamages leaves the search for damaged rows to the process, which tells all sessions.
type onceDamages struct{ Damages }

func (onceDamages) Scan(context.Context) error { return nil }

// Path is where a path leads that a person named. Where the program is served that is in their own folder: a path that
// begins with / or leads out of it is refused.
func (d *Session) Path(named string) (string, error) {
	if !d.Served || named == "" {
		return named, nil
	}
	inside := named
	if rest, ok := strings.CutPrefix(filepath.Clean(named), d.Folder+string(filepath.Separator)); ok {
		inside = rest // what a screen shows of the folder
	}
	if filepath.Clean(named) == d.Folder {
		return d.Folder, nil
	}
	if !filepath.IsLocal(inside) {
		return "", model.NewError(model.Forbidden, "err.served.path", model.Args{"path": model.ShownPath(named)})
	}
	return filepath.Join(d.Folder, inside), nil
}

// Member finds the consultant whom a key belongs to, under a user name: the initials or the login.
func (d *Session) Member(ctx context.Context, user, key string) (*model.Consultant, error) {
	list, err := All[model.AccessKey](ctx, d.Store, "accesskey", schema.Where("key", key))
	if err != nil || len(list) == 0 {
		return nil, err
	}
	c, err := One[model.Consultant](ctx, d.Store, "consultant", list[0].Consultant)
	if err != nil || c.Inactive || user == "" || !strings.EqualFold(c.Initials, user) && c.Login != user {
		return nil, err
	}
	return c, nil
}

// AddKeys binds keys to a consultant; those that are bound already stay.
func (d *Session) AddKeys(ctx context.Context, c *model.Consultant, keys []string) (model.ChangeSet, error) {
	cs := model.ChangeSet{Action: "member.add", Args: model.Args{"who": c.Initials}}
	for _, k := range keys {
		has, err := All[model.AccessKey](ctx, d.Store, "accesskey", schema.Where("key", k))
		if err != nil {
			return cs, err
		}
		if len(has) > 0 && has[0].Consultant != c.ID {
			return cs, model.NewError(model.Conflict, "err.member.taken", nil)
		}
		if len(has) == 0 {
			cs.Changes = append(cs.Changes, model.Add(&model.AccessKey{Consultant: c.ID, Key: k}))
		}
	}
	return cs, nil
}

// Let lets a consultant in, or not any more.
func Let(c *model.Consultant, in bool) model.ChangeSet {
	after := *c
	after.Inactive = !in
	action := map[bool]string{true: "member.enable", false: "member.disable"}[in]
	cs := model.ChangeSet{Action: action, Args: model.Args{"who": c.Initials}}
	if c.Inactive == in {
		cs.Changes = []model.Change{model.Edit(c, &after)}
	}
	return cs
}

// MemberRow is a consultant with the keys that let them in.
type MemberRow struct {
	Consultant *model.Consultant
	Keys       []string
}

// Members are all consultants with the keys that let them in.
func (d *Session) Members(ctx context.Context) (out []MemberRow, err error) {
	people, err := All[model.Consultant](ctx, d.Store, "consultant", schema.Query{Order: []schema.Order{{Field: "initials"}}})
	if err != nil {
		return nil, err
	}
	keys, err := All[model.AccessKey](ctx, d.Store, "accesskey", schema.Query{})
	if err != nil {
		return nil, err
	}
	of := map[string][]string{}
	for _, k := range keys {
		of[k.Consultant] = append(of[k.Consultant], k.Key)
	}
	for _, c := range people {
		out = append(out, MemberRow{c, of[c.ID]})
	}
	return out, nil
}
