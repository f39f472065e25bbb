package app

import (
	"jobspor/ui/screen"
	"jobspor/ui/screen/companies"
	"jobspor/ui/screen/edit"
)

// registry makes screens by name: one line a screen.
var registry = map[screen.Name]func(*screen.Host) screen.Screen{
	screen.Companies: companies.New,
	screen.Edit:      edit.New,
}
